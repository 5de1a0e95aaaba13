"""Photos of a case, to those who may see the case."""

from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from janasetu.cases.models import Case
from janasetu.cases.queries import attachments_of
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.views.cases import find_case
from janasetu.documents import store
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.documents.queries import files

# What a browser may show in place. The gate makes every picture anew as one of these; this is a second wall.
_SHOWN = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
_KEPT = "private, max-age=600"


@officer_required
@require_safe
def case_file_bytes(request: OfficerRequest, ref: str, file_id: UUID) -> HttpResponseBase:
    """The bytes of one file of this case; 404 for a file of another case and for one not here yet."""
    case = find_case(request, ref)
    file = _file_of(case, file_id)
    try:
        content = store.path_of(settings.MEDIA_FOLDER, file.sha256).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, content_type=file.mime)
    response["Content-Disposition"] = f'inline; filename="{case.ref}.{_SHOWN[file.mime]}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = _KEPT
    return response


def _file_of(case: Case, file_id: UUID) -> ReceivedFile:
    attachment = attachments_of(case).filter(file_id=file_id).first()
    if attachment is None:
        raise Http404
    file = files([(attachment.file_bucket, file_id)]).get(file_id)
    if file is None or file.state != FileState.STORED or file.mime not in _SHOWN:
        raise Http404
    return file
