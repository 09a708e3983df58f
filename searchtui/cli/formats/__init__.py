"""The formats of the output. Each takes what was found and gives lines, clean and without their line end."""
