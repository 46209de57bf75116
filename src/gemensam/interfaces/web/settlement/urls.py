"""Addresses of payments."""

from django.urls import path

from gemensam.interfaces.web.settlement import (
    grants,
    lines,
    months,
    other_prices,
    overview,
    placements,
    registers,
    right_price,
)

urlpatterns = [
    path("ratt-pris/", right_price.right_price, name="right_price"),
    path("ersattning/", overview.overview, name="settlement"),
    path("ersattning/kor/", months.start, name="basis_run_start"),
    path("ersattning/manader/<uuid:basis_run_id>/", months.one, name="basis_run"),
    path("ersattning/manader/<uuid:basis_run_id>/attestera/", months.attest, name="basis_run_attest"),
    path(
        "ersattning/manader/<uuid:basis_run_id>/bokforing.si",
        months.bookkeeping_file,
        name="basis_run_bookkeeping",
    ),
    path("ersattning/fakturor/", months.invoices, name="invoices"),
    path("ersattning/fakturor/<uuid:invoice_id>.xml", months.invoice_file, name="invoice_file"),
    path("ersattning/rader/", lines.listing, name="basis_lines"),
    path("ersattning/rader/<int:line_id>/", lines.one, name="basis_line"),
    path("ersattning/rader/<int:line_id>/bestrid/", lines.dispute, name="basis_line_dispute"),
    path("ersattning/rader/<int:line_id>/svar/<uuid:objection_id>/", lines.answer, name="basis_line_answer"),
    path("ersattning/placeringar/", placements.listing, name="billed_placements"),
    path("ersattning/placeringar/fil/", placements.upload, name="placements_upload"),
    path("ersattning/placeringar/mall.xlsx", placements.template, name="placements_template"),
    path("ersattning/avtal/", registers.agreements, name="payment_agreements"),
    path("ersattning/avtal/nytt/", registers.new_agreement, name="payment_agreement_new"),
    path("ersattning/avtal/<uuid:agreement_id>/", registers.change_agreement, name="payment_agreement"),
    path("ersattning/fakturauppgifter/", registers.parties, name="invoice_parties"),
    path("ersattning/fakturauppgifter/<uuid:organisation_id>/", registers.party, name="invoice_party"),
    path("ersattning/priser/", other_prices.listing, name="other_prices"),
    path("bidragsbeslut/", grants.listing, name="grants"),
    path("bidragsbeslut/<uuid:grant_id>/", grants.one, name="grant"),
    path("bidragsbeslut/<uuid:grant_id>/beslut.pdf", grants.letter, name="grant_letter"),
]
