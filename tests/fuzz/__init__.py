"""Random inputs for `kbgen check` and `kbgen build`: a person may write anything."""
