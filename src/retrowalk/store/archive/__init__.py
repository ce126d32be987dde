"""Everything a person has, as one documented zip, and back without loss: ``retrowalk.archive/1``, docs/archive.md."""

from retrowalk.store.archive.bringing import Brought, bring_archive, has_anything
from retrowalk.store.archive.document import Archive, Member
from retrowalk.store.archive.writing import write_archive

__all__ = ["Archive", "Brought", "Member", "bring_archive", "has_anything", "write_archive"]
