package dev.tain.engine;

import dev.tain.connector.Observer;
import dev.tain.connector.Observer.Slot;
import java.time.Duration;
import java.util.List;

/** A look into peers. Every method throws {@link dev.tain.model.TainException}. */
public interface ObservationService {
    /** Points of a history at most, however long it is. */
    int MOST_POINTS = 720;

    /**
     * What is in a stored peer.
     *
     * @throws dev.tain.model.TainException {@code PEER_UNKNOWN}; {@code REQUEST_UNSUPPORTED} where systems of its type
     *     are not looked into
     */
    Observer observer(String peer);

    /** @param oursOnly whether slots are left out that are neither made by Tain nor used by a mirror of it */
    List<Slot> slots(String peer, boolean oursOnly);

    /**
     * How a slot stood, oldest first. Slots of mirrors are looked at once a minute; that is kept for a day, and the
     * greatest lag of each hour for a month. Of more than {@link #MOST_POINTS} the greatest lags stay.
     *
     * @param back how long ago the first is
     */
    List<SlotSample> slotHistory(String peer, String slot, Duration back);
}
