package dev.tain.engine.sim;

/**
 * On whose behalf calls are made: one attempt of one process. It may die at any call; and what it still has under way
 * may go on after it was ended, as a thread does that does not hear the interrupt.
 */
public final class Caller {
    private final String name;
    private final Life life;
    private boolean ended;

    /** Whether a process lives; its attempts share it. */
    public static final class Life {
        private boolean over;

        public void end() {
            over = true;
        }

        public boolean isOver() {
            return over;
        }
    }

    public Caller(String name, Life life) {
        this.name = name;
        this.life = life;
    }

    /** On behalf of the process, whatever becomes of this attempt. */
    Caller lasting() {
        return new Caller(name, life);
    }

    /** The attempt is over; its threads have been interrupted. */
    public void end() {
        ended = true;
    }

    /** The name of the process, which an attempt's number follows. */
    String process() {
        return name.substring(0, name.indexOf('.'));
    }

    boolean isEnded() {
        return ended;
    }

    boolean isDead() {
        return life.isOver();
    }

    void die() {
        life.end();
    }

    @Override
    public String toString() {
        return name;
    }
}
