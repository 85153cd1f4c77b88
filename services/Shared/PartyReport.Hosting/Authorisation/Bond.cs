namespace PartyReport.Hosting;

/// <summary>What ties an actor to an object.</summary>
public enum Bond
{
    /// <summary>Nothing: holds for everybody who is signed in.</summary>
    None,

    /// <summary>The actor holds a post of the rule's roles, anywhere.</summary>
    Anywhere,

    /// <summary>The actor holds such a post in the object's unit.</summary>
    OwnUnit,

    /// <summary>
    /// The actor holds such a post in a unit above the object's unit, or in an office that acts for a unit above it. An office acts
    /// for its committee also towards itself.
    /// </summary>
    FromAbove,

    /// <summary>The object is the actor's own.</summary>
    Owner,

    /// <summary>The actor is among the object's authors.</summary>
    Author,

    /// <summary>The actor has decided on the object before.</summary>
    Decider,

    /// <summary>The actor holds a seat in the object's chain.</summary>
    Seat,
}
