# Runs the programs of a list in this process, each after its .env, and writes what each printed as JSON.
require "dotenv"
require "json"
require "stringio"

Encoding.default_external = Encoding::UTF_8
$VERBOSE = nil
results = {}
File.read(ARGV[0]).chomp.split("\n").each do |line|
  name, path, env = line.split("\t", -1)
  Dotenv.load(env) unless env.empty?
  printed = StringIO.new
  begin
    $stdout = printed
    load path
    results[name] = printed.string
  rescue Exception => error
    STDERR.puts "#{name} #{error.message}"
  ensure
    $stdout = STDOUT
  end
end
File.write(ARGV[1], JSON.generate(results))
