"""What other generators write in Markdown → what kbgen writes, and what a person must decide."""
