"""The routes of sizes, described."""

from typing import Final

from server.errors import (
    InvalidRequest,
    InvalidRows,
    MeasurementsMissing,
    MeasurementsRefused,
    NoSizeChart,
    SizeChartRefused,
    UnknownConsultation,
    UnknownSize,
)
from server.operation import ROOM, Operation
from server.shop import SizeChart
from server.sizing import chart_routes, outcome_routes
from server.sizing import routes as sizing
from server.sizing.store import ChartEntry
from signaling.errors import RateLimited, TokenExpired, TokenInvalid, UnknownProduct, UnknownShop

SIZE_CHART: Final = "/api/v1/size-charts/{scope}/{key}"

OPERATIONS: Final = (
    Operation(
        "get",
        "/api/v1/shops/{shop}/products/{sku}/size-guide",
        sizing.show_guide,
        sizing.SizeGuide,
        errors=(UnknownShop, UnknownProduct, NoSizeChart),
    ),
    Operation(
        "post",
        "/api/v1/shops/{shop}/products/{sku}/size-advice",
        sizing.advise,
        sizing.SizeAdvice,
        body=sizing.AdviceRequest,
        errors=(
            UnknownShop,
            UnknownProduct,
            NoSizeChart,
            MeasurementsMissing,
            MeasurementsRefused,
            UnknownSize,
            TokenInvalid,
            TokenExpired,
            RateLimited,
        ),
    ),
    Operation(
        "post",
        f"{ROOM}/size-advice",
        sizing.advise_in_room,
        sizing.SizeAdvice,
        body=sizing.AdviceRequest,
        errors=(
            UnknownConsultation,
            UnknownProduct,
            NoSizeChart,
            MeasurementsMissing,
            MeasurementsRefused,
            UnknownSize,
            RateLimited,
        ),
        participant=True,
    ),
    Operation(
        "get",
        "/api/v1/size-conversion",
        sizing.convert,
        sizing.Conversion,
        query=sizing.ConversionQuery,
        errors=(UnknownSize,),
    ),
    Operation(
        "post",
        "/api/v1/measurements",
        sizing.show_kept,
        sizing.KeptAnswer,
        body=sizing.BuyerProof,
        errors=(TokenInvalid, TokenExpired),
    ),
    Operation(
        "post",
        "/api/v1/measurements/erasure",
        sizing.erase_kept,
        body=sizing.BuyerProof,
        errors=(TokenInvalid, TokenExpired),
    ),
    Operation("get", "/api/v1/size-charts", chart_routes.list_charts, chart_routes.ChartList, staff=True),
    Operation("get", SIZE_CHART, chart_routes.show_chart, ChartEntry, errors=(InvalidRequest, NoSizeChart), staff=True),
    Operation(
        "put",
        SIZE_CHART,
        chart_routes.save_chart,
        ChartEntry,
        body=SizeChart,
        errors=(InvalidRequest, SizeChartRefused),
        supervisor=True,
    ),
    Operation("delete", SIZE_CHART, chart_routes.remove_chart, errors=(InvalidRequest, NoSizeChart), supervisor=True),
    Operation(
        "get",
        f"{SIZE_CHART}/csv",
        chart_routes.export_chart,
        str,
        errors=(InvalidRequest, NoSizeChart),
        staff=True,
        csv=True,
    ),
    Operation(
        "put",
        f"{SIZE_CHART}/csv",
        chart_routes.import_chart,
        ChartEntry,
        body=str,
        query=chart_routes.CsvQuery,
        errors=(SizeChartRefused,),
        supervisor=True,
        csv=True,
    ),
    Operation(
        "post",
        "/api/v1/size-outcomes",
        outcome_routes.take_outcomes,
        outcome_routes.OutcomesTaken,
        body=outcome_routes.OutcomeList,
        errors=(InvalidRows,),
        supervisor=True,
    ),
    Operation(
        "get",
        "/api/v1/size-outcomes",
        outcome_routes.list_outcomes,
        outcome_routes.ProductOutcomesList,
        query=outcome_routes.OutcomesQuery,
        errors=(InvalidRequest,),
        supervisor=True,
    ),
    Operation(
        "get",
        "/api/v1/size-outcomes/{sku}",
        outcome_routes.show_outcomes,
        outcome_routes.ProductOutcomes,
        errors=(UnknownProduct,),
        supervisor=True,
    ),
)
