package io.granary.driver;

/**
 * Takes what the server tells of its own accord. Calls come one after another on whatever thread the driver has; an implementation neither blocks nor throws.
 */
public interface NotificationReceiver {

    /**
     * Somebody told something on a channel that this session listens on.
     *
     * @param notification what
     */
    void notified(DriverNotification notification);

    /**
     * The link is gone, and nothing more is told. The last call.
     *
     * @param why why
     */
    void lost(DriverException why);
}
