"""Every address of the application, one include per area."""

from django.urls import include, path

from gemensam.interfaces.web.layout.health import live, ready

urlpatterns = [
    path("", include("gemensam.interfaces.web.home.urls")),
    path("", include("gemensam.interfaces.web.layout.urls")),
    path("", include("gemensam.interfaces.web.about.urls")),
    path("", include("gemensam.interfaces.web.gallery.urls")),
    path("", include("gemensam.interfaces.web.catalogue.urls")),
    path("", include("gemensam.interfaces.web.simulator.urls")),
    path("", include("gemensam.interfaces.web.settlement.urls")),
    path("", include("gemensam.interfaces.web.privacy.urls")),
    path("", include("gemensam.interfaces.web.admissions.urls")),
    path("", include("gemensam.interfaces.web.imports.urls")),
    path("", include("gemensam.interfaces.web.pricelist.urls")),
    path("", include("gemensam.interfaces.web.results.urls")),
    path("", include("gemensam.interfaces.web.applications.urls")),
    path("", include("gemensam.interfaces.web.replies.urls")),
    path("", include("gemensam.interfaces.web.jobs.urls")),
    path("", include("gemensam.interfaces.web.guidance.urls")),
    path("", include("gemensam.interfaces.web.open_data.urls")),
    path("", include("gemensam.interfaces.web.transfers.urls")),
    path("utbyte/v1/", include("gemensam.interfaces.exchange.office_transfers.urls")),
    path("api/v1/", include("gemensam.interfaces.api.urls")),
    path("halsa/live", live, name="health_live"),
    path("halsa/redo", ready, name="health_ready"),
    path("konto/", include("gemensam.interfaces.web.access.log_in_urls")),
    path("", include("gemensam.interfaces.web.access.urls")),
    path("", include("gemensam.interfaces.web.audit.urls")),
]

handler403 = "gemensam.interfaces.web.layout.errors.refused"
handler404 = "gemensam.interfaces.web.layout.errors.not_found"
handler500 = "gemensam.interfaces.web.layout.errors.broken"
