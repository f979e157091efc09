package dev.tain.app.settings;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.List;
import java.util.stream.Collectors;

/** Something wrong with the settings: where, what, and what to do. */
record Fault(String origin, String sentence, String remedy) {

    /** All faults as one error, because a person wants to mend them in one go. */
    static TainException together(List<Fault> faults) {
        if (faults.size() == 1) {
            Fault only = faults.getFirst();
            return new TainException(ErrorCode.SETTINGS_INVALID, only.origin + ": " + only.sentence, only.remedy);
        }
        String list = faults.stream()
                .map(fault -> "  " + fault.origin + ": " + fault.sentence + " " + fault.remedy)
                .collect(Collectors.joining("\n", faults.size() + " settings are wrong:\n", ""));
        return new TainException(ErrorCode.SETTINGS_INVALID, list, "Mend them and start again.");
    }
}
