"""Pages: a request comes in, one question goes to the core, an answer goes out."""
