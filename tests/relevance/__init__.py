"""How well search finds: judged queries, our engine beside Material's and Pagefind's."""
