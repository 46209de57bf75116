"""Is an e-invoice UBL 2.1? OASIS' schemas, unchanged, in one archive beside this file (schemas/README.md)."""

import zipfile
from functools import cache
from pathlib import Path

from lxml import etree

_ARCHIVE = Path(__file__).parent / "schemas" / "ubl-2.1.zip"
# The module that OASIS leaves to users to say what extensions may hold; we send none.
_EXTENSIONS = b"""<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
 targetNamespace="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2">
 <xsd:complexType name="ExtensionContentType"><xsd:sequence>
 <xsd:any namespace="##other" processContents="skip"/></xsd:sequence></xsd:complexType></xsd:schema>"""


class _FromArchive(etree.Resolver):
    """Answers every reference between the modules from the archive, and none to the network."""

    def resolve(self, system_url: str, public_id: str, context: object) -> object:
        """The module that is asked for, by the last part of its address."""
        name = system_url.rpartition("/")[2]
        content = _EXTENSIONS if name.startswith("UBL-ExtensionContentDataType") else _module(name)
        return self.resolve_string(content, context, base_url=f"ubl:///{name}")


@cache
def _module(name: str) -> bytes:
    with zipfile.ZipFile(_ARCHIVE) as archive:
        found = next(one for one in archive.namelist() if one.rpartition("/")[2] == name)
        return archive.read(found)


@cache
def _schema(document: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_FromArchive())
    name = f"UBL-{document}-2.1.xsd"
    return etree.XMLSchema(etree.fromstring(_module(name), parser, base_url=f"ubl:///{name}"))


def schema_faults(content: bytes) -> list[str]:
    """What the schema says against the document, with lines; empty when it is in order."""
    root = etree.fromstring(content, etree.XMLParser(no_network=True, resolve_entities=False))
    schema = _schema(etree.QName(root).localname)
    if schema.validate(root):
        return []
    return [f"UBL {fault.line}: {fault.message}" for fault in schema.error_log]
