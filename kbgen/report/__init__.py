"""Writes findings and facts as text, JSON, SARIF or annotations, and shows progress."""
