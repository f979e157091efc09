package dev.tain.server.internal.peerdb;

import dev.tain.engine.AdministrationService;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorInvalid;
import dev.tain.engine.MirrorService;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TainException;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.peerdb.CreationMessages.CreateRequest;
import dev.tain.server.internal.peerdb.CreationMessages.CreateResponse;
import dev.tain.server.internal.peerdb.CreationMessages.ValidateResponse;
import java.util.ArrayList;
import java.util.List;

/** Creating mirrors, and checking beforehand whether one could be. */
final class CreationOperations {
    private static final String PREFIX = "invalid mirror: ";

    private final MirrorService mirrors;
    private final AdministrationService administration;

    CreationOperations(MirrorService mirrors, AdministrationService administration) {
        this.mirrors = mirrors;
        this.administration = administration;
    }

    List<Route> routes() {
        return List.of(
                Operation.post("flows/cdc/create", CreateRequest.class, this::create),
                Operation.post("mirrors/cdc/validate", CreateRequest.class, this::validate));
    }

    private CreateResponse create(CreateRequest request) {
        ConnectionConfigs asked = given(request, "connection configs cannot be nil");
        boolean check = asked.skipValidation() == null || !asked.skipValidation();
        try {
            checked(asked, () -> mirrors.create(config(asked), request.attachToExisting(), check));
        } catch (ApiFault fault) {
            boolean aboutTheMirror = fault.code() != GrpcCode.INTERNAL && fault.code() != GrpcCode.UNAVAILABLE;
            throw aboutTheMirror ? fault.prefixed(PREFIX) : fault;
        }
        return new CreateResponse(Mirrors.workflowId(mirrors.summary(asked.flowJobName())));
    }

    private ValidateResponse validate(CreateRequest request) {
        ConnectionConfigs asked = given(request, "connection configs is nil");
        List<ContractMessages.Table> tables = new ArrayList<>();
        checked(asked, () -> {
            mirrors.validate(config(asked)).forEach(table -> tables.add(ContractMessages.Table.of(table)));
        });
        return new ValidateResponse(tables.isEmpty() ? null : List.copyOf(tables));
    }

    /** With the instance's settings where the mirror's {@code env} says nothing of them. */
    private MirrorConfig config(ConnectionConfigs asked) {
        return ConfigReading.config(asked, DynamicSettings.ofNewMirrors(administration.settings()));
    }

    private static ConnectionConfigs given(CreateRequest request, String otherwise) {
        ConnectionConfigs asked = request.connectionConfigs();
        if (asked == null) {
            throw Faults.of(
                    ErrorCode.REQUEST_INVALID, otherwise, "Put the mirror's configuration under connection_configs.");
        }
        return asked;
    }

    /** Whatever the engine throws about the mirror is told as problems of it. */
    private static void checked(ConnectionConfigs asked, Runnable work) {
        try {
            work.run();
        } catch (MirrorInvalid e) {
            throw Problems.fault(e, asked.publicationName());
        } catch (TainException e) {
            throw e.code() == ErrorCode.MIRROR_EXISTS ? exists(asked, e) : Faults.of(e);
        }
    }

    private static ApiFault exists(ConnectionConfigs asked, TainException e) {
        Problem problem = new Problem(e.code(), asked.flowJobName(), e.sentence(), e.remedy());
        return Problems.fault(new MirrorInvalid(List.of(problem)), "");
    }
}
