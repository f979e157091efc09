package dev.tain.engine.sim;

import dev.tain.engine.SlotSample;
import dev.tain.engine.store.AdministrationStore;
import dev.tain.engine.store.SlotSampleStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores that no part of a simulated mirror asks. */
final class UnusedStores {
    private UnusedStores() {}

    /** Nothing is sampled in simulations of the engine. */
    static final class Samples implements SlotSampleStore {
        @Override
        public void put(String peer, List<SlotSample> samples) {
            throw SimStores.unused();
        }

        @Override
        public List<SlotSample> since(String peer, String slot, long fromMillis, Grain grain) {
            throw SimStores.unused();
        }
    }

    /** Nobody administers in simulations of the engine. */
    static final class Administration implements AdministrationStore {
        @Override
        public Map<String, String> tags(String mirror) {
            throw SimStores.unused();
        }

        @Override
        public void tag(String mirror, Map<String, String> tags) {
            throw SimStores.unused();
        }

        @Override
        public Map<String, String> settings() {
            throw SimStores.unused();
        }

        @Override
        public void set(String name, Optional<String> value) {
            throw SimStores.unused();
        }

        @Override
        public boolean isClosed() {
            throw SimStores.unused();
        }

        @Override
        public void close(boolean closed) {
            throw SimStores.unused();
        }

        @Override
        public List<String> held() {
            throw SimStores.unused();
        }

        @Override
        public void hold(String mirror) {
            throw SimStores.unused();
        }

        @Override
        public void release(String mirror) {
            throw SimStores.unused();
        }
    }
}
