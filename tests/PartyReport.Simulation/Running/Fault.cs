namespace PartyReport.Simulation;

/// <summary>Everything that goes wrong. A run is given some of these; the whole of a test run must have seen them all.</summary>
internal enum Fault
{
    // Clients and the publisher's database
    OutcomeUnknown, AnsweredAgain, RaceLost, RolledBack, WriterHeldOpen, CommittedOutOfOrder, DatabaseCrash, CursorsForgotten, RenewalForgotten, Restored,

    // Relay
    RelayCrash, RelayGone, RelayPaused, SaveFenced, LateAnswer, ReadFailed, SaveUnknown,

    // Broker
    SliceLostOnTheWay, SliceDoubled, SliceOvertaken, ConfirmLate, ConfirmNever, SliceRefused, QueueFull, QueueMissing, QueuePurged,
    MessageLost, BrokerRestart, AckLost, ConsumerMoved,

    // Subscriber
    SubscriberCrash, SubscriberGone, SubscriberPaused, RowRaced, SlicesMerged, StoreOutage, CommitUnknown, HandlerFailed, EventParked, WishLost, WishDoubled,
}

/// <summary>Bugs that the fakes can be given, to see that the simulation sees them.</summary>
internal enum Bug
{
    None,

    /// <summary>The reader takes every committed row, also above the horizon.</summary>
    SkipsGaps,

    /// <summary>The table of cursors ignores epochs.</summary>
    NoFencing,

    /// <summary>A slice is acknowledged when it arrives.</summary>
    AcknowledgesBeforeCommit,

    /// <summary>What was applied is remembered for a while only.</summary>
    ForgetsAfterAWindow,

    /// <summary>The cursor is saved where the lane was sent, confirmed or not.</summary>
    SavesBeforeConfirm,
}
