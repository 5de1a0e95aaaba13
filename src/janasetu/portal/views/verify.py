"""Where anybody checks a paper: how it stands now, what its QR says, and whether a PDF is as it was signed."""

import math
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from janasetu.bodies.actions import count_attempt, forget_attempts
from janasetu.bodies.errors import TooManyTriesError
from janasetu.bodies.throttle import (
    FILES_FROM_ONE_ADDRESS,
    PAPERS_FROM_ONE_ADDRESS,
    WRONG_CODES,
    WRONG_CODES_FROM_ONE_ADDRESS,
)
from janasetu.documents import checking
from janasetu.documents.checking import Checked
from janasetu.documents.choices import Standing
from janasetu.documents.marks import codes
from janasetu.lib import bn, clock
from janasetu.lib.addresses import subscriber
from janasetu.lib.texts import as_lang, in_language
from janasetu.lib.words import Lang
from janasetu.portal.access import public_page
from janasetu.portal.views.held_files import told_of_file
