package dev.tain.engine.sim;

/** Somebody who does something when it is his turn. */
public interface Actor {
    String name();

    /** How often it is his turn, compared with the others; 0 for not now. */
    int weight();

    void step();
}
