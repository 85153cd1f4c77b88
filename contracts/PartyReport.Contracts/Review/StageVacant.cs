namespace PartyReport.Contracts.Review;

/// <summary>A stage opened without anybody who may decide it. The first person to get the post may. Stream: the report.</summary>
/// <param name="Report">The report.</param>
/// <param name="Round">Round of the review.</param>
/// <param name="Stage">Place in the chain, from 1.</param>
/// <param name="Name">Name of the stage.</param>
/// <param name="Revision">Revision under review.</param>
/// <param name="Opener">Opener of the cycle, who must see to it.</param>
[Event("review.stage-vacant", Audited = true)]
public sealed record StageVacant(Guid Report, int Round, int Stage, string Name, int Revision, Guid Opener);
