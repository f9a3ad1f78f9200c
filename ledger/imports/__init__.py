"""Files into the ledger: the whole file or nothing, and every bad row named.

A file is read twice. First every row is checked without touching the database; then all of it is
written in one transaction. Importing the same file again changes nothing.
"""

from ledger.imports.accounts import import_accounts
from ledger.imports.consents import import_consents
from ledger.imports.lookups import import_lookups
from ledger.imports.notices import import_notices
from ledger.imports.payments import import_payments
from ledger.imports.reading import FileRefused
from ledger.imports.report import BadRow, ImportReport

__all__ = [
    "BadRow",
    "FileRefused",
    "ImportReport",
    "import_accounts",
    "import_consents",
    "import_lookups",
    "import_notices",
    "import_payments",
]
