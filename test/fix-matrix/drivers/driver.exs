# Runs the programs of a list in this process and writes what each printed as JSON.
[list, out] = System.argv()
Code.compiler_options(ignore_module_conflict: true)

quoted = fn text ->
  escaped =
    for <<char::utf8 <- text>>, into: "" do
      cond do
        char in [?", ?\\] -> <<?\\, char>>
        char < 32 -> "\\u" <> String.pad_leading(Integer.to_string(char, 16), 4, "0")
        true -> <<char::utf8>>
      end
    end

  "\"" <> escaped <> "\""
end

entries =
  for line <- String.split(File.read!(list), "\n", trim: true), reduce: [] do
    done ->
      [name, path | _] = String.split(line, "\t")
      {:ok, device} = StringIO.open("")
      leader = Process.group_leader()
      Process.group_leader(self(), device)

      result =
        try do
          Code.eval_file(path)
          :ok
        rescue
          error -> error
        end

      Process.group_leader(self(), leader)
      {_, printed} = StringIO.contents(device)

      if result == :ok do
        [quoted.(name) <> ":" <> quoted.(printed) | done]
      else
        IO.puts(:stderr, "#{name} #{inspect(result)}")
        done
      end
  end

File.write!(out, "{" <> Enum.join(entries, ",") <> "}")
