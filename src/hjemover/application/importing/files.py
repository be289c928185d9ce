"""A file's bytes as text, or one clear problem about the file as a whole."""

from pathlib import Path
from typing import Final

from hjemover.application.importing.problems import ImportProblem

LARGEST_FILE: Final = 5_000_000
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_ZIPPED: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_SAVE_AS_UTF8: Final = (
    'In Excel choose Save as, "CSV UTF-8 (comma delimited)", and import that file.'
)


def read_text(path: Path, problems: list[ImportProblem]) -> str | None:
    """The text of a UTF-8 file, with or without a byte order mark; None after a problem."""

    def refuse(message: str, next_move: str, line: int = 0) -> None:
        problems.append(whole_file(path, message, next_move, line))

    try:
        size = path.stat().st_size
        raw = b"" if size > LARGEST_FILE else path.read_bytes()
    except OSError as failure:
        refuse(
            f"The file cannot be read: {failure.strerror}.",
            "Check the path, and that you may read the file.",
        )
        return None
    if size > LARGEST_FILE:
        refuse(
            f"The file is {size / 1e6:.1f} MB; the limit is {LARGEST_FILE // 1_000_000} MB.",
            "Split it into several files, and import them one by one.",
        )
    elif raw.startswith((_ZIPPED, _OLD_EXCEL)):
        refuse("The file is a workbook, not text.", _SAVE_AS_UTF8)
    elif raw.startswith(_UTF16_MARKS) or b"\x00" in raw:
        refuse('The file is "Unicode text" (UTF-16), not UTF-8.', _SAVE_AS_UTF8)
    else:
        try:
            return raw.removeprefix(_UTF8_MARK).decode("utf-8")
        except UnicodeDecodeError as failure:
            refuse(
                "The file is not UTF-8. It looks like Windows-1252, Excel's plain CSV, in which"
                " æ, ø and å would be lost.",
                _SAVE_AS_UTF8,
                line=raw.count(b"\n", 0, failure.start) + 1,
            )
    return None


def whole_file(path: Path, message: str, next_move: str, line: int = 0) -> ImportProblem:
    return ImportProblem(
        file=path.as_posix(), line=line, column=0, message=message, next_move=next_move
    )
