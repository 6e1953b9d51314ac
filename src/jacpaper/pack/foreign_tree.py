"""The tag tree of another program's PDF, read with distrust and made plain.

PDF 32000-1, 14.7: an element's type may be the program's own, with a role that says which of the
standard types it is; its attributes may stand in classes; it may have a name, which cells of a
table use to name their headers. Roles and classes are worked in here, and names made the file's
own, since a pack has one table of each for all papers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Flag, auto
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from jacpaper.pack import page_links

_MOST = 500_000
_DEEPEST = 200
_OF_A_TAG = frozenset(
    ("/Type", "/S", "/P", "/K", "/Pg", "/ID", "/A", "/T", "/Lang", "/Alt", "/E", "/ActualText",
     "/NS", "/R", "/PhoneticAlphabet", "/Phoneme")
)  # fmt: skip


class _Content(Flag):
    """What an element has, or had: on pages that are there, and on pages that are gone."""

    THERE = auto()
    LOST = auto()

    @classmethod
    def of(cls, is_there: bool) -> _Content:  # noqa: FBT001 - all that there is to say
        """Return that of one piece of a page."""
        return cls.THERE if is_there else cls.LOST


_NOTHING = _Content(0)


class _NoTreeError(Exception):
    """The file has no tags, or none that can be followed."""


@dataclass
class Tree:
    """A tag tree: its one element at the top, and which element owns what is on the pages."""

    document: Any
    owners: dict[int, Any] = field(default_factory=dict)
    """By the number of a page, a link or a picture: the numbers go through from 0."""
    names: dict[str, Any] = field(default_factory=dict)
    """Elements by their names."""
    spaces: list[Any] = field(default_factory=list)
    marked: list[Any] = field(default_factory=list)
    """The pictures and forms that have a number too."""
    is_broken: bool = False

    def number(self, owner: Any) -> int:
        """Return a new number for something that is owned."""
        number = len(self.owners)
        self.owners[number] = owner
        return number

    def add(self, pdf: Pdf, kind: str, **entries: Any) -> Any:
        """Return a new element at the end of the document."""
        made = Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=self.document, **entries)
        self.document.K.append(pdf.make_indirect(made))
        return self.document.K[-1]


def read(pdf: Pdf, name: str) -> Tree:
    """Return a file's tag tree, made plain; one without elements if the file has none.

    `name` tells the names of its elements from other files'.
    """
    try:
        return _Reader(pdf, name).tree()
    except (_NoTreeError, AttributeError, LookupError, TypeError, ValueError):
        return _none(pdf)


def _none(pdf: Pdf) -> Tree:
    """Return an empty tree, and take away what belonged to a broken one."""
    is_broken = "/StructTreeRoot" in pdf.Root
    for page in pdf.pages:
        for one in (page.obj, *page_links.of(page.obj)):
            for key in ("/StructParents", "/StructParent"):
                if key in one:
                    del one[key]
    document = Dictionary(Type=Name.StructElem, S=Name.Document, K=Array())
    return Tree(pdf.make_indirect(document), is_broken=is_broken)


class _Reader:
    """Follows a tree from its root, and changes each element where it stands."""

    def __init__(self, pdf: Pdf, name: str) -> None:
        root = pdf.Root.get("/StructTreeRoot", Dictionary())
        self.pdf, self.name, self.root = pdf, name, root
        self.roles = root.get("/RoleMap", Dictionary())
        self.classes = root.get("/ClassMap", Dictionary())
        self.pages = {page.obj.objgen for page in pdf.pages}
        self.links = {one.objgen for page in pdf.pages for one in page_links.of(page.obj)}
        self.names: dict[str, Any] = {}
        self.seen: set[tuple[int, int]] = set()
        self.has_lost_pages = False

    def tree(self) -> Tree:
        """Return the tree.

        Raises:
            _NoTreeError: there is none, or none that can be followed.
        """
        if "/K" not in self.root or "/ParentTree" not in self.root:
            raise _NoTreeError
        document = self._document()
        self._follow(document)
        if self.has_lost_pages:
            self._leave_what_is_there(document)
        tree = Tree(document, names=self.names)
        tree.spaces = list(self.root.get("/Namespaces", Array()))
        self._number(tree)
        if not tree.owners:
            raise _NoTreeError
        return tree

    def _document(self) -> Any:
        """Return the one element at the top: a document that is there, or a new one above all."""
        tops = [one for one in _kids(self.root) if isinstance(one, Dictionary)]
        if len(tops) == 1 and self._role(tops[0]) == "/Document" and tops[0].is_indirect:
            tops[0].K = Array(_kids(tops[0]))
            return tops[0]
        made = Dictionary(Type=Name.StructElem, S=Name.Document, K=Array(tops))
        return self.pdf.make_indirect(made)

    def _follow(self, document: Any) -> None:
        waiting = [(document, 0)]
        while waiting:
            tag, depth = waiting.pop()
            if tag.is_indirect and tag.objgen in self.seen:
                raise _NoTreeError
            self.seen.add(tag.objgen)
            if depth > _DEEPEST or len(self.seen) > _MOST:
                raise _NoTreeError
            for kid in self._clean(tag):
                kid.P = tag
                waiting.append((kid, depth + 1))

    def _clean(self, tag: Any) -> list[Any]:
        """Make an element plain, and return those below it."""
        tag.S = Name(self._role(tag))
        self._take_in_classes(tag)
        self._rename(tag)
        for key in set(tag.keys()) - _OF_A_TAG:
            del tag[key]
        kids = [kid for kid in _kids(tag) if self._stays(kid)]
        pages = [self._is_there(one) for one in (tag, *filter(_is_content, kids))]
        self.has_lost_pages |= False in pages or (pages[0] is None and None in pages[1:])
        if "/K" in tag:
            tag.K = Array(kids)
        return [kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]

    def _role(self, tag: Any) -> str:
        """Return the standard type that an element stands for."""
        kind = tag.S
        for _ in range(20):
            if "/NS" in tag or kind not in self.roles:
                break
            kind = self.roles[kind]
        return str(kind)

    def _take_in_classes(self, tag: Any) -> None:
        if "/C" not in tag:
            return
        own = _listed(tag.get("/A"))
        for name in _listed(tag.C):
            if isinstance(name, Name) and name in self.classes:
                own += _listed(self.classes[name])
        tag.A = Array(own)

    def _rename(self, tag: Any) -> None:
        """Make the element's name the file's own, and those of the headers that it names."""
        if "/ID" in tag:
            tag.ID = String(self._own(tag.ID))
            self.names[str(tag.ID)] = tag
        for one in _listed(tag.get("/A")):
            if isinstance(one, Dictionary) and "/Headers" in one:
                one.Headers = Array([String(self._own(name)) for name in one.Headers])

    def _own(self, name: Any) -> str:
        start = f"{self.name}: "
        return str(name) if str(name).startswith(start) else start + str(name)

    def _stays(self, kid: Any) -> bool:
        """Tell whether what an element holds is still there: a link may have been left out."""
        if isinstance(kid, int):
            return True
        if not isinstance(kid, Dictionary):
            return False
        if kid.get("/Type") != "/OBJR":
            return "/S" in kid or "/MCID" in kid
        target = kid.get("/Obj")
        return isinstance(target, Stream) or (
            isinstance(target, Dictionary) and target.objgen in self.links
        )

    def _is_there(self, one: Any) -> bool | None:
        """Tell whether the page of an element, or of what it holds, is there; None: not said."""
        page = one.get("/Pg") if isinstance(one, Dictionary) else None
        return None if page is None else isinstance(page, Dictionary) and page.objgen in self.pages

    def _leave_what_is_there(self, tag: Any, *, around: bool = False) -> _Content:
        """Take out of an element what was on pages that somebody took out, words of tags included.

        An element that had nothing but that goes itself. What is on a page that nothing names, nor
        what is `around` it, was on one that is gone.
        """
        content, kept = _NOTHING, []
        own = self._is_there(tag)
        is_there = around if own is None else own
        for kid in _kids(tag):
            if isinstance(kid, Dictionary) and "/S" in kid:
                inner = self._leave_what_is_there(kid, around=is_there)
            else:
                of_kid = self._is_there(kid)
                # A link that stays is on a page that is there.
                otherwise = is_there or not _is_content(kid)
                inner = _Content.of(otherwise if of_kid is None else of_kid)
            content |= inner
            if inner == _Content.LOST:
                self._forget(kid)
            else:
                kept.append(kid)
        if own is False:
            content |= _NOTHING if _kids(tag) else _Content.LOST
            del tag["/Pg"]  # or the page would come back with it
        if "/K" in tag:
            tag.K = Array(kept)
        return content

    def _forget(self, kid: Any) -> None:
        """Let nothing lead to an element that goes, or to one below it."""
        if isinstance(kid, Dictionary) and "/S" in kid:
            self.seen.discard(kid.objgen)
            self.names.pop(str(kid.get("/ID", "")), None)
            for one in _kids(kid):
                self._forget(one)

    def _number(self, tree: Tree) -> None:
        """Number what is owned from 0; what has no owner loses its number."""
        owners = _parents(self.root.ParentTree)
        for page in self.pdf.pages:
            self._renumber(page.obj, "/StructParents", owners, tree)
            for link in page_links.of(page.obj):
                self._renumber(link, "/StructParent", owners, tree)
        for one in self.pdf.objects:
            if isinstance(one, Stream):
                for key in ("/StructParents", "/StructParent"):
                    if key in one and self._renumber(one, key, owners, tree):
                        tree.marked.append(one)

    def _renumber(self, one: Any, key: str, owners: dict[int, Any], tree: Tree) -> bool:
        owner = owners.get(int(one[key])) if key in one else None
        if isinstance(owner, Array | Dictionary) and self._is_followed(owner):
            one[key] = tree.number(owner)
            return True
        if key in one:
            del one[key]
        return False

    def _is_followed(self, owner: Any) -> bool:
        """Tell whether all owners are elements of the tree."""
        tags = owner.as_list() if isinstance(owner, Array) else [owner]
        return all(tag.objgen in self.seen for tag in tags if isinstance(tag, Object))


def _is_content(kid: Any) -> bool:
    """Tell whether what an element holds is marked on a page: no element, and no link."""
    return not isinstance(kid, Dictionary) or ("/S" not in kid and kid.get("/Type") != "/OBJR")


def _kids(holder: Any) -> list[Any]:
    return _listed(holder.get("/K"))


def _listed(one: Any) -> list[Any]:
    """Return what is one or many as a list."""
    if one is None:
        return []
    return list(one) if isinstance(one, Array) else [one]


def _parents(tree: Any) -> dict[int, Any]:
    """Return the owners by their numbers, from a tree of numbers."""
    found: dict[int, Any] = {}
    branches = [tree]
    seen: set[tuple[int, int]] = set()
    while branches:
        branch = branches.pop()
        entries = list(branch.get("/Nums", Array()))
        for number, owner in zip(entries[::2], entries[1::2], strict=False):
            found[int(number)] = owner
        below = [one for one in _listed(branch.get("/Kids")) if one.objgen not in seen]
        seen.update(one.objgen for one in below)
        branches += below
    return found
