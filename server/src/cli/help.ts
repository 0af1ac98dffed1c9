export const help = `keylift scan [PATH...] finds hard-coded keys in files and folders (default: the current folder).

Options
  -f, --format text|json     how findings are printed (default: text); --json for short
  -m, --min-confidence LEVEL certain, likely or possible: leave out what is less sure (default: possible)
  -e, --exclude GLOB         leave out files and folders, as a line of .gitignore would; may be repeated
      --no-ignore            scan what .gitignore, .ignore and git's exclude files leave out, too
  -j, --threads N            threads (default: one per core)
      --color auto|always|never
  -h, --help                 this text
  -V, --version              the version

Hidden files are scanned; .git, symbolic links and binary files are not. A path given as an argument is scanned even
where an ignore file would leave it out. Everything happens on this machine: nothing is sent anywhere, and the value of
a key is never printed.

Exit status: 0 nothing found, 1 findings, 2 an error.
`;
