"""The frozen types that every other package uses. This package imports no other part of kbgen."""
