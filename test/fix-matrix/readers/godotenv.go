// Reads .env with github.com/joho/godotenv.
package main

import (
	"encoding/json"
	"os"

	"github.com/joho/godotenv"
)

func main() {
	values, err := godotenv.Read(".env")
	if err != nil {
		panic(err)
	}
	text, err := json.Marshal(values)
	if err != nil {
		panic(err)
	}
	if err := os.WriteFile("out.json", text, 0o600); err != nil {
		panic(err)
	}
}
