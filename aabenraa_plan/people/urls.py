from django.urls import path

from aabenraa_plan.people import views

urlpatterns = [
    path("brugere/", views.users, name="users"),
    path("brugere/inviter/", views.invite, name="user_invite"),
    path("brugere/login-log/", views.sign_in_log, name="sign_in_log"),
    path("brugere/<int:pk>/", views.user, name="user"),
    path("brugere/<int:pk>/rolle/", views.role, name="user_role"),
    path("brugere/<int:pk>/adgang/", views.access, name="user_access"),
    path("brugere/<int:pk>/totrin/", views.second_step, name="user_second_step"),
    path("brugere/<int:pk>/link/", views.link, name="user_link"),
    path("brugere/<int:pk>/slet/", views.delete, name="user_delete"),
    path("brugere/<int:pk>/udtraek/", views.export, name="user_export"),
    path("konto/mine-oplysninger/", views.own_export, name="own_export"),
]
