package dev.tain.engine.internal;

import dev.tain.engine.sim.Actor;
import dev.tain.engine.sim.Killed;
import dev.tain.engine.sim.World;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scope whose duties are actors of a simulation. One that is in the middle of a step when it is ended may go on. */
final class SimScope implements Scope {
    private final World world;
    private final String name;
    private final int weight;
    private final Runnable onFailure;
    private final List<DutyActor> duties = new ArrayList<>();
    private @Nullable RuntimeException failure;
    private boolean closed;

    SimScope(World world, String name, int weight, Runnable onFailure) {
        this.world = world;
        this.name = name;
        this.weight = weight;
        this.onFailure = onFailure;
    }

    @Override
    public void fork(String what, Duty duty) {
        DutyActor actor = new DutyActor(name + "/" + what, duty);
        duties.add(actor);
        world.add(actor);
    }

    @Override
    public void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        closed = true;
        duties.forEach(DutyActor::end);
    }

    private final class DutyActor implements Actor {
        private final String name;
        private final Duty duty;
        private boolean acting;
        private boolean over;

        DutyActor(String name, Duty duty) {
            this.name = name;
            this.duty = duty;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int weight() {
            return weight;
        }

        @Override
        public void step() {
            acting = true;
            try {
                if (duty.step() == null) {
                    over = true;
                }
            } catch (RuntimeException e) {
                over = true;
                fail(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody is interrupted here", e);
            } catch (Killed e) {
                over = true;
                throw e;
            } finally {
                acting = false;
                if (over || closed) {
                    end();
                }
            }
        }

        private void fail(RuntimeException e) {
            world.tell(name + " fails: " + e);
            if (!closed && failure == null) {
                failure = e;
                onFailure.run();
            }
        }

        /** Ends it, unless it is in the middle of a step: then it goes on until the step's end. */
        void end() {
            if (acting) {
                return;
            }
            world.remove(this);
            if (!over || closed) {
                closeDuty();
            }
        }

        private void closeDuty() {
            try {
                duty.close();
            } catch (TainException e) {
                fail(e);
            }
        }
    }
}
