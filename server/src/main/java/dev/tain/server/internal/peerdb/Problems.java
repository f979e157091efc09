package dev.tain.server.internal.peerdb;

import static java.util.stream.Collectors.joining;

import dev.tain.connector.TableContract;
import dev.tain.engine.MirrorInvalid;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.server.internal.peerdb.ErrorBody.Detail;
import dev.tain.server.internal.peerdb.ErrorBody.ErrorInfo;
import dev.tain.server.internal.peerdb.ErrorBody.PreconditionFailure;
import dev.tain.server.internal.peerdb.ErrorBody.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All that is wrong with a mirror, in the published shape: one reason for each kind of problem, then each problem. */
final class Problems {
    /** More are counted, not told. */
    private static final int MAX_TOLD = 100;

    // Of several problems the first of these decides the code; the others mostly follow from it.
    private static final List<GrpcCode> WEIGHT = List.of(
            GrpcCode.ALREADY_EXISTS,
            GrpcCode.UNIMPLEMENTED,
            GrpcCode.INVALID_ARGUMENT,
            GrpcCode.NOT_FOUND,
            GrpcCode.FAILED_PRECONDITION,
            GrpcCode.UNAVAILABLE,
            GrpcCode.INTERNAL);

    private final List<Problem> problems;

    private Problems(List<Problem> problems) {
        this.problems = problems;
    }

    /** @param publication the one that was asked for; empty when none was */
    static ApiFault fault(MirrorInvalid e, String publication) {
        Problems all = new Problems(e.problems());
        List<Detail> details = new ArrayList<>();
        for (ErrorCode code : all.codes()) {
            details.add(all.reason(code));
            publishedReason(code)
                    .map(reason -> new ErrorInfo(reason, Faults.PUBLISHED_DOMAIN, publishedMetadata(code, publication)))
                    .ifPresent(details::add);
        }
        details.add(new PreconditionFailure(
                e.problems().stream().limit(MAX_TOLD).map(Problems::violation).toList()));
        e.contracts().stream().limit(MAX_TOLD).map(Problems::contract).forEach(details::add);
        return new ApiFault(all.code(), all.message(), details, e);
    }

    /** What a table's columns become, so that all of it is known at once, not only what is refused. */
    private static ErrorInfo contract(TableContract table) {
        Map<String, String> metadata = new TreeMap<>();
        table.columns()
                .forEach(column -> metadata.put(
                        table.source() + "." + column.source(),
                        column.sourceType() + " -> " + column.destinationType() + ": " + column.fidelity()
                                + (column.loss().isEmpty() ? "" : ", " + column.loss())));
        return new ErrorInfo("TABLE_CONTRACT", Faults.OUR_DOMAIN, metadata);
    }

    private List<ErrorCode> codes() {
        return problems.stream().map(Problem::code).distinct().toList();
    }

    private GrpcCode code() {
        return codes().stream()
                .map(GrpcCode::of)
                .min(Comparator.comparingInt(WEIGHT::indexOf))
                .orElseThrow();
    }

    private String message() {
        List<String> sentences = problems.stream()
                .filter(problem -> problem.code() != ErrorCode.TABLE_MISSING)
                .map(Problems::sentence)
                .distinct()
                .toList();
        List<String> told = new ArrayList<>(sentences.subList(0, Math.min(MAX_TOLD, sentences.size())));
        String missing = subjects(ErrorCode.TABLE_MISSING);
        if (!missing.isEmpty()) {
            told.addFirst("source tables do not exist: " + missing);
        }
        if (sentences.size() > MAX_TOLD) {
            told.add("and " + (sentences.size() - MAX_TOLD) + " more");
        }
        return String.join("; ", told);
    }

    private String subjects(ErrorCode code) {
        List<Problem> these =
                problems.stream().filter(problem -> problem.code() == code).toList();
        String more = these.size() > MAX_TOLD ? " and " + (these.size() - MAX_TOLD) + " more" : "";
        return these.stream().limit(MAX_TOLD).map(Problem::subject).collect(joining(", ")) + more;
    }

    private static String sentence(Problem problem) {
        return problem.code() == ErrorCode.MIRROR_EXISTS
                ? "mirror with name " + problem.subject() + " already exists"
                : problem.sentence();
    }

    private ErrorInfo reason(ErrorCode code) {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("subject", subjects(code));
        metadata.put(
                "remedy",
                problems.stream()
                        .filter(problem -> problem.code() == code)
                        .map(Problem::remedy)
                        .distinct()
                        .limit(MAX_TOLD)
                        .collect(joining(" ")));
        return new ErrorInfo(code.name(), Faults.OUR_DOMAIN, metadata);
    }

    private static Optional<String> publishedReason(ErrorCode code) {
        return switch (code) {
            case MIRROR_EXISTS -> Optional.of("MIRROR");
            case TABLE_MISSING -> Optional.of("SOURCE_TABLE_MISSING");
            case POSTGRES_PUBLICATION_INCOMPLETE -> Optional.of("TABLES_NOT_IN_PUBLICATION");
            default -> Optional.empty();
        };
    }

    private static Map<String, String> publishedMetadata(ErrorCode code, String publication) {
        return switch (code) {
            case MIRROR_EXISTS -> Map.of("offendingField", "flow_job_name");
            case POSTGRES_PUBLICATION_INCOMPLETE -> Map.of("publication", publication);
            default -> Map.of();
        };
    }

    private static Violation violation(Problem problem) {
        String end = problem.sentence().endsWith(".") ? " " : ". ";
        return new Violation(
                publishedReason(problem.code()).orElse(problem.code().name()),
                problem.subject(),
                problem.sentence() + end + problem.remedy());
    }
}
