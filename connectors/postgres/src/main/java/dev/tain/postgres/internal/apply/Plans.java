package dev.tain.postgres.internal.apply;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps small statements planned by the server from one batch to the next, because planning them takes longer than
 * running them. A plan fits the size that tables had when it was made, so none is kept for long.
 */
final class Plans {
    /** More rows than this make the time for a plan of their own worth it. */
    static final int FEW_ROWS = 500;

    private static final long MAX_AGE_NANOS = 2_000_000_000L;
    private static final int MOST_KEPT = 500;

    private final Session session;
    private final String lasting;
    private final Map<String, Plan> plans = new LinkedHashMap<>(64, 0.75f, true);
    private int numbers;

    private record Plan(String name, long madeAt) {}

    /** @param lasting a PREPARE statement whose plan is to be there always */
    Plans(Session session, String lasting) {
        this.session = session;
        this.lasting = lasting;
        session.defer(lasting);
    }

    /** What to run for a statement that changes about {@code rows} rows; something may be deferred before it. */
    String call(String statement, long rows) {
        if (rows > FEW_ROWS) {
            return statement;
        }
        long now = System.nanoTime();
        Plan plan = plans.get(statement);
        if (plan != null && now - plan.madeAt > MAX_AGE_NANOS) {
            forget(statement, plan);
            plan = null;
        }
        if (plan == null) {
            plan = new Plan("tain_" + ++numbers, now);
            session.defer("PREPARE " + plan.name + " AS " + statement);
            plans.put(statement, plan);
            makeRoom();
        }
        return "EXECUTE " + plan.name;
    }

    private void makeRoom() {
        if (plans.size() > MOST_KEPT) {
            Map.Entry<String, Plan> eldest = plans.entrySet().iterator().next();
            forget(eldest.getKey(), eldest.getValue());
        }
    }

    private void forget(String statement, Plan plan) {
        session.defer("DEALLOCATE " + plan.name);
        plans.remove(statement);
    }

    /** Forgets all, as when something failed and it is unknown which of them the server has. */
    void forgetAll() {
        plans.clear();
        session.defer("DEALLOCATE ALL");
        session.defer(lasting);
    }
}
