"""Files that money leaves in: e-invoices (Peppol BIS Billing 3) and bookkeeping (SIE 4). No framework, no database.

Made of plain values, checked before they are sent: against OASIS' schemas, and against the rules of EN 16931 and
Peppol that concern what is made here.
"""
