"""The addresses of accounts and roles."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from gemensam.interfaces.web.access import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/", views.account_start, name="account_start"),
    path("mitt-konto/", views.my_account, name="my_account"),
    path("mitt-konto/logga-ut-overallt", views.my_sign_out_everywhere, name="my_sign_out_everywhere"),
    path("konton/", views.accounts, name="accounts"),
    path("konton/nytt", views.new_account, name="new_account"),
    path("konton/<uuid:account_id>/", views.account, name="account"),
    path("konton/<uuid:account_id>/roller", views.give_role, name="give_role"),
    path("konton/<uuid:account_id>/roller/<uuid:grant_id>/avsluta", views.end_role, name="end_role"),
    path("konton/<uuid:account_id>/stang", views.close_account, name="close_account"),
    path("konton/<uuid:account_id>/oppna", views.reopen_account, name="reopen_account"),
    path("konton/<uuid:account_id>/logga-ut", views.sign_out_account, name="sign_out_account"),
    path("konton/<uuid:account_id>/saker-inloggning/ta-bort", views.remove_factors, name="remove_factors"),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("gemensam.interfaces.web.access.demo_urls"))]
