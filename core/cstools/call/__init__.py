"""Call a tool: here under the guard, or in the environment of its own."""
