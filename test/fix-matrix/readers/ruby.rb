# Reads .env with the dotenv library for Ruby.
require "dotenv"
require "json"

Encoding.default_external = Encoding::UTF_8
File.write("out.json", JSON.generate(Dotenv::Parser.call(File.read(".env")).to_h))
