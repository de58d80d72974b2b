"""Finds the places of a Python file that can be changed, and what stands there then."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_OPPOSITES = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)


@dataclass(frozen=True, order=True)
class Mutation:
    """One change of a file; `start` and `end` are offsets in its bytes.

    `lines` are the first and last of those that run what it changes: its statement, or the function
    whose default it is, or the whole file for what runs as that is imported.
    """

    path: str
    start: int
    end: int
    new: str
    kind: str
    line: int
    lines: tuple[int, int]

    def apply(self, source: bytes) -> bytes:
        return source[: self.start] + self.new.encode() + source[self.end :]

    def describe(self, source: bytes) -> str:
        old = " ".join(source[self.start : self.end].decode().split())
        return f"{self.path}:{self.line}: {self.kind}: {old} → {self.new}"


def mutations(path: str, source: bytes) -> Iterator[Mutation]:
    """Yield all changes of a file."""
    finder = _Finder(path, source)
    finder.visit(ast.parse(source))
    yield from finder.found


class _Finder(ast.NodeVisitor):
    def __init__(self, path: str, source: bytes) -> None:
        self._path = path
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._statement: ast.stmt | None = None
        self._scope: ast.FunctionDef | ast.AsyncFunctionDef | None = None
        self.found: list[Mutation] = []

    def visit(self, node: ast.AST) -> None:
        outer = self._statement, self._scope
        if isinstance(node, ast.stmt):
            self._statement = node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            self._scope = node
        if isinstance(node, ast.expr | ast.stmt):
            for kind, new in _changes(node):
                self._add(node, kind, new)
        for test in _tests(node):
            self._add(test, "condition", ast.UnaryOp(ast.Not(), test))
        for child in _children(node):
            self.visit(child)
        self._statement, self._scope = outer

    def _add(self, node: ast.expr | ast.stmt, kind: str, new: ast.AST) -> None:
        assert self._statement and node.end_lineno and node.end_col_offset is not None
        text = ast.unparse(new)
        self.found.append(
            Mutation(
                self._path,
                self._starts[node.lineno - 1] + node.col_offset,
                self._starts[node.end_lineno - 1] + node.end_col_offset,
                f"({text})" if isinstance(node, ast.expr) else text,
                kind,
                node.lineno,
                self._lines(),
            )
        )

    def _lines(self) -> tuple[int, int]:
        assert self._statement
        if self._scope is None:
            return 1, len(self._starts)
        if self._statement is self._scope:
            return self._scope.body[0].lineno, self._scope.end_lineno or 0
        return _header(self._statement)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what runs in a node: no types, no docstrings, nothing whose place Python misstates."""
    fields = () if isinstance(node, ast.JoinedStr) else ast.iter_fields(node)
    for name, value in fields:
        if name in ("annotation", "returns", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_docstring(child) and not _is_typing(child):
                yield child


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_typing(node: ast.AST) -> bool:
    """Tell whether a statement is for the type checker: a TypeVar, an alias, an assertion."""
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    is_type_var = (
        isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "TypeVar"
    )
    return is_type_var or isinstance(node, ast.Assert)


def _header(statement: ast.stmt) -> tuple[int, int]:
    """Return the lines of a statement, without those of the statements in it."""
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if body else statement.end_lineno or statement.lineno
    return statement.lineno, max(statement.lineno, last)


def _tests(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the conditions of a node that no other change makes the opposite of."""
    tests = [node.test] if isinstance(node, ast.If | ast.While | ast.IfExp) else []
    for test in node.ifs if isinstance(node, ast.comprehension) else tests:
        is_not = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        is_same = isinstance(test, ast.Compare) and isinstance(test.ops[0], _OPPOSITES)
        if not is_not and not is_same:
            yield test


def _changes(node: ast.expr | ast.stmt) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.expr):
        yield from _of_expression(node)
    else:
        yield from _of_statement(node)


def _of_expression(node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare(ops=[first, *rest]) if type(first) in COMPARISONS:
            yield "comparison", _with(node, ops=[COMPARISONS[type(first)](), *rest])
        case ast.BinOp() if type(node.op) in ARITHMETIC and not _is_text(node):
            yield "operator", _with(node, op=ARITHMETIC[type(node.op)]())
        case ast.BoolOp(op=ast.And()):
            yield "boolean", _with(node, op=ast.Or())
        case ast.BoolOp(op=ast.Or()):
            yield "boolean", _with(node, op=ast.And())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield "sign", node.operand
        case ast.Constant():
            yield from _of_constant(node)


def _of_constant(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    value = node.value
    if isinstance(value, bool):
        yield "constant", ast.Constant(not value)
    elif isinstance(value, int | float):
        yield "constant", ast.Constant(value + 1)
    elif isinstance(value, str) and " " not in value:  # how a sentence is worded is no logic
        yield "constant", ast.Constant(f"{value}XX" if value else "XX")


def _of_statement(node: ast.stmt) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield "return", ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Delete():
            yield "removal", ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "removal", ast.Pass()
        case ast.Continue():
            yield "jump", ast.Break()
        case ast.Break():
            yield "jump", ast.Continue()


def _with(node: ast.AST, **fields: object) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _is_text(node: ast.BinOp) -> bool:
    """Tell whether texts are put together: taking one from another is an error, not a mutant."""
    sides = (node.left, node.right)
    return any(
        isinstance(side, ast.JoinedStr)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str | bytes))
        for side in sides
    )
