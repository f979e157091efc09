package dev.tain.link.internal.control;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work that is carried to its end though the thread that wants it is interrupted: half of it would leave a doubt. */
final class Unbroken {
    private Unbroken() {}

    /** Answers when the work has ended, with its exception if it threw; the caller's interrupt is kept for after it. */
    static void run(Runnable work) {
        FutureTask<Void> task = new FutureTask<>(work, null);
        Thread.ofVirtual().name(Thread.currentThread().getName() + "-writes").start(task);
        boolean interrupted = false;
        try {
            while (!task.isDone()) {
                try {
                    task.get();
                } catch (InterruptedException _) {
                    interrupted = true; // told again below
                } catch (ExecutionException _) {
                    break; // thrown below
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (task.state() == FutureTask.State.FAILED) {
            throw asItWas(task.exceptionNow());
        }
    }

    private static RuntimeException asItWas(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> throw new IllegalStateException("a Runnable threw a checked exception", thrown);
        };
    }
}
