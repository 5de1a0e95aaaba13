"""Turn to another of one's posts: who holds several works in one at a time."""

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.desk import CHOSEN
from janasetu.lib import references


@officer_required
@require_POST
def turn_to_post(request: OfficerRequest) -> HttpResponseBase:
    """Work in that post from now on, in its own inbox, or in the case that is asked for; a post that is not
    one's own changes nothing.
    """
    asked, ref = request.POST.get("post", ""), references.read(request.POST.get("case", ""))
    if any(post.id == asked for post in request.desk.others):
        request.session[CHOSEN] = asked
    return redirect("console:case", ref=ref) if ref else redirect("console:inbox")
