"""Mail: header fields, parts, who has sent a message, and which of its words are its own."""
