"""Addresses of the price list: published lists for everyone, the work behind them for staff."""

from django.urls import path

from gemensam.interfaces.web.pricelist import (
    changing,
    checking,
    comparing,
    consequences,
    deciding,
    evidence,
    flows,
    national,
    public,
    region_rules,
    reporting,
    rounds,
    rows,
    tables,
)

_LIST = "prislista/<slug:slug>/<int:year>-<int:number>/"
_ROUND = "prisarbete/<uuid:price_round_id>/"
_REPORT = f"{_ROUND}underlag/<str:code>/"

urlpatterns = [
    path("prislista/", public.lists, name="price_lists"),
    path(_LIST, public.one, name="price_list"),
    path(f"{_LIST}prislista.csv", public.as_csv, name="price_list_csv"),
    path(f"{_LIST}prislista.json", public.as_json, name="price_list_json"),
    path(f"{_LIST}prislista.pdf", public.as_pdf, name="price_list_pdf"),
    path("prisarbete/", rounds.listing, name="price_rounds"),
    path("prisarbete/ny/", rounds.new, name="price_round_new"),
    path("prisarbete/regler/<slug:slug>/", region_rules.rules, name="price_rules"),
    path("prisarbete/riksprislista/", national.national, name="price_national"),
    path(_ROUND, rounds.one, name="price_round"),
    path(f"{_ROUND}steg/", rounds.move, name="price_round_move"),
    path(f"{_ROUND}logg/", rounds.log, name="price_log"),
    path(f"{_ROUND}kontroll/", checking.check, name="price_check"),
    path(f"{_ROUND}modeller/", comparing.models, name="price_models"),
    path(f"{_ROUND}modeller/pris/", comparing.override, name="price_override"),
    path(f"{_ROUND}konsekvenser/", consequences.consequences, name="price_consequences"),
    path(f"{_ROUND}elevstrommar/", flows.flows, name="price_flows"),
    path(f"{_ROUND}elevstrommar/antagning/", flows.from_admission, name="price_flows_from_admission"),
    path(f"{_ROUND}elevstrommar/placeringar/", flows.from_placements, name="price_flows_from_placements"),
    path(f"{_ROUND}nyckeltal/", flows.figures, name="price_figures"),
    path(f"{_ROUND}beslut/", deciding.decisions, name="price_decisions"),
    path(f"{_ROUND}beslut/rekommendera/", deciding.recommend, name="price_recommend"),
    path(f"{_ROUND}beslut/omprova/", deciding.reconsider, name="price_reconsider"),
    path(f"{_ROUND}beslut/publicera/", deciding.publish, name="price_publish"),
    path(f"{_ROUND}beslut/andra/", changing.change, name="price_change"),
    path(f"{_ROUND}beslut/<str:code>/", deciding.decide, name="price_decide"),
    path(_REPORT, reporting.one, name="price_report"),
    path(f"{_REPORT}rad/", reporting.save, name="price_row_save"),
    path(f"{_REPORT}rad/bort/", reporting.remove, name="price_row_remove"),
    path(f"{_REPORT}rad/<uuid:row_id>/", rows.row, name="price_row"),
    path(f"{_REPORT}bilaga/", evidence.attach, name="price_evidence"),
    path(f"{_REPORT}bilaga/bort/", evidence.remove, name="price_evidence_remove"),
    path("prisarbete/bilaga/<uuid:price_attachment_id>/", evidence.attachment, name="price_attachment"),
    path(f"{_REPORT}schablon/", reporting.flat, name="price_flat"),
    path(f"{_REPORT}tabell/", tables.table, name="price_table"),
    path(f"{_REPORT}tabell/spara/", tables.keep, name="price_table_keep"),
    path(f"{_REPORT}mall.xlsx", tables.template, name="price_template"),
    path(f"{_REPORT}scb.xlsx", national.survey, name="price_survey"),
    path(f"{_REPORT}steg/", reporting.move, name="price_report_move"),
    path(f"{_REPORT}tillbaka/", rows.send_back, name="price_send_back"),
]
