package dev.tain.server.internal.json;

import org.jspecify.annotations.Nullable;

/**
 * Where in a message something is, spelled as the client did: {@code connection_configs.table_mappings[2].exclude}.
 *
 * @param confidential whether what is here must not be repeated in an error
 */
record Place(@Nullable Place parent, String step, boolean confidential) {

    static Place root(boolean confidential) {
        return new Place(null, "", confidential);
    }

    Place field(String name, boolean hidden) {
        return new Place(this, path().isEmpty() ? name : "." + name, confidential || hidden);
    }

    Place item(int index) {
        return new Place(this, "[" + index + "]", confidential);
    }

    Place hiddenIf(boolean hidden) {
        return hidden && !confidential ? new Place(parent, step, true) : this;
    }

    String path() {
        return parent == null ? step : parent.path() + step;
    }
}
