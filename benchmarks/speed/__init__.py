"""How long builds take and how much memory, beside other tools: `python -m benchmarks.speed`."""
