"""The lookup `any`: one of these, however many, as one parameter.

`id__in` has a parameter for each value, which Django and the driver each write out one by one.
"""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler


class AnyOf(Lookup):
    """`id__any=ids`: ids, numbers or texts, in any collection. Of none there is no row, and no query.

    Or an array that the statement itself brings, such as ArraySubquery: it is made first then.
    """

    lookup_name = "any"
    prepare_rhs = False

    def get_prep_lookup(self) -> Any:
        if hasattr(self.rhs, "resolve_expression"):
            return self.rhs
        return list(self.rhs)  # once: a statement may be written twice

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> Any:  # the stubs know no parameter that is a list
        column, params = self.process_lhs(compiler, connection)
        if hasattr(self.rhs, "resolve_expression"):
            array, of_array = self.process_rhs(compiler, connection)
            return f"{column} = ANY({array})", (*params, *of_array)
        if not self.rhs:
            raise EmptyResultSet
        return f"{column} = ANY(%s)", (*params, self.rhs)
