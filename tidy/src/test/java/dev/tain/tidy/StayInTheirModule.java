package dev.tain.tidy;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** A class below {@code dev.tain.x} is used from below {@code dev.tain.x} only. */
final class StayInTheirModule extends ArchCondition<JavaClass> {
    private static final int MODULE_SEGMENT = 2;

    StayInTheirModule() {
        super("be used only inside of their own module");
    }

    @Override
    public void check(JavaClass inside, ConditionEvents events) {
        for (Dependency use : inside.getDirectDependenciesToSelf()) {
            if (!module(use.getOriginClass()).equals(module(inside))) {
                events.add(SimpleConditionEvent.violated(use, use.getDescription()));
            }
        }
    }

    private static String module(JavaClass type) {
        String[] segments = type.getPackageName().split("\\.");
        return segments.length > MODULE_SEGMENT ? segments[MODULE_SEGMENT] : "";
    }
}
