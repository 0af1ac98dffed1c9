// Reads .env with Docker Compose's own reader (compose-go), or whole projects with its loader: `compose LIST OUT` reads a list
// of id, compose file and .env, and writes what each project is after interpolation.
package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/dotenv"
)

func write(file string, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		panic(err)
	}
}

// Services as Compose would run them; variables come from .env beside the file alone.
func load(file string) (string, error) {
	folder := filepath.Dir(file)
	options, err := cli.NewProjectOptions([]string{file},
		cli.WithName("cell"), cli.WithWorkingDirectory(folder), cli.WithEnvFiles(), cli.WithDotEnv)
	if err != nil {
		return "", err
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(project.Services)
	return strings.ReplaceAll(string(text), folder, ""), err
}

func main() {
	if len(os.Args) == 1 {
		values, err := dotenv.Read(".env")
		if err != nil {
			panic(err)
		}
		write("out.json", values)
		return
	}
	list, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	results := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(list)), "\n") {
		fields := strings.Split(line, "\t")
		if text, err := load(fields[1]); err == nil {
			results[fields[0]] = text
		} else if os.Getenv("DEBUG_COMPOSE") != "" {
			os.Stderr.WriteString(fields[0] + ": " + err.Error() + "\n")
		}
	}
	write(os.Args[2], results)
}
