"""The tags of other people's PDFs: kept where they have any, made where they have none.

Tags that stand become a plain tree: standard types, no names that another paper may have too, no
link that is no more. A page without tags becomes one paragraph, so that its words are heard, in
the order in which they were drawn; a page that is only a picture is said to be one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pikepdf import Array, Dictionary, Name, Pdf, String

from jacpaper.pack import foreign_tree, page_content, page_links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.pack.parts import Part

# How deep a picture in a picture is looked at for words.
_DEEPEST = 5


class Tagged(NamedTuple):
    """What has tags besides pages and links, and what must be said of the file."""

    marked: Sequence[Any]
    said: Sequence[tuple[str, str]]


def tag(pdf: Pdf, part: Part) -> Tagged:
    """Give a file one tag tree in which every page and every link has its place."""
    tree = foreign_tree.read(pdf, part.name)
    numbers = [
        number for number, page in enumerate(pdf.pages, 1) if "/StructParents" not in page.obj
    ]
    pictures = [number for number in numbers if not _has_words(pdf.pages[number - 1].obj)]
    for number in numbers:
        words = f"Page {number} of {len(pdf.pages)} of {part.title}, a picture without words."
        _tag_page(pdf, tree, number, words if number in pictures else "")
    for page in pdf.pages:
        for link in page_links.of(page.obj):
            if "/StructParent" not in link:
                _tag_link(pdf, tree, page.obj, link)
    _plant(pdf, tree)
    return Tagged(tree.marked, list(_said(len(pdf.pages), numbers, pictures)))


def _plant(pdf: Pdf, tree: foreign_tree.Tree) -> None:
    """Make a tree the file's own."""
    owned = [one for entry in tree.owners.items() for one in entry]
    root = Dictionary(
        Type=Name.StructTreeRoot,
        K=Array([tree.document]),
        ParentTree=Dictionary(Nums=Array(owned)),
    )
    if tree.names:
        named = [one for name in sorted(tree.names) for one in (String(name), tree.names[name])]
        root.IDTree = Dictionary(Names=Array(named))
    if tree.spaces:
        root.Namespaces = Array(tree.spaces)
    pdf.Root.StructTreeRoot = pdf.make_indirect(root)
    tree.document.P = pdf.Root.StructTreeRoot


def _tag_page(pdf: Pdf, tree: foreign_tree.Tree, number: int, words: str) -> None:
    """Tag all that a page shows as a paragraph, or as a picture with words."""
    page = pdf.pages[number - 1]
    entries = {"Pg": page.obj, "K": Array([0])}
    if words:
        area = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=page.obj.MediaBox)
        tag = tree.add(pdf, "Figure", Alt=String(words), A=area, **entries)
    else:
        tag = tree.add(pdf, "P", **entries)
    begin, end = b"/%s <</MCID 0>> BDC q" % str(tag.S)[1:].encode(), b"Q EMC"
    content = page_content.unmarked(page)
    if content is None:
        # A form begins and ends by itself, whatever its content does; not all programs read it out.
        # Not `as_form_xobject`: that reads the page's content when it is saved, and finds ours.
        page.contents_coalesce()
        form = pdf.make_stream(
            page.obj.Contents.read_bytes(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=page.obj.MediaBox,
            Resources=page.obj.get("/Resources", Dictionary()),
        )
        page.obj.Resources = Dictionary(XObject=Dictionary(Page=form))
        content = b"/Page Do"
    page.obj.Contents = pdf.make_stream(b"\n".join([begin, content, end]))
    page.obj.StructParents = tree.number(Array([tag]))


def _tag_link(pdf: Pdf, tree: foreign_tree.Tree, page: Any, link: Any) -> None:
    tag = tree.add(pdf, "Link", Pg=page)
    tag.K = Array([Dictionary(Type=Name.OBJR, Pg=page, Obj=link)])
    link.StructParent = tree.number(tag)


def _has_words(holder: Any, depth: int = 0) -> bool:
    """Tell whether a page, or a form on it, has letters."""
    resources = holder.get("/Resources", Dictionary())
    if len(resources.get("/Font", Dictionary())) > 0:
        return True
    inner = resources.get("/XObject", Dictionary()).as_dict().values()
    return depth < _DEEPEST and any(_has_words(one, depth + 1) for one in inner)


def _said(
    count: int, untagged: Sequence[int], pictures: Sequence[int]
) -> Iterator[tuple[str, str]]:
    """Yield what must be said of a file's tags."""
    hint = "ask whoever sent it for a tagged PDF"
    if len(untagged) == count:
        yield "it has no tags: screen readers get its words, but no headings, lists or tables", hint
    elif untagged:
        yield f"{pages_have(untagged)} no tags: screen readers get their words last", hint
    if pictures:
        hint = "ask for a copy whose words can be searched: screen readers get nothing of it"
        yield f"{pages_have(pictures)} no words, only a picture", hint


def pages_have(numbers: Sequence[int]) -> str:
    """Return the numbers of pages, of many the first, with a verb."""
    if len(numbers) == 1:
        return f"its page {numbers[0]} has"
    shown = ", ".join(map(str, numbers[:10]))
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return f"its pages {shown}{more} have"
