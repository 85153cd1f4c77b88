using Microsoft.AspNetCore.Http.Metadata;

namespace PartyReport.Hosting;

/// <summary>
/// Endpoint metadata: takes a body above what others may send. It is read only when the caller may send it; a process takes two at a time.
/// </summary>
/// <param name="MaxBytes">The most that it takes.</param>
/// <param name="MayNot">Why the caller may not send it; null: nothing speaks against it.</param>
public sealed record LargeBody(long MaxBytes, Func<IServiceProvider, Access, Task<Refusal?>> MayNot) : IRequestSizeLimitMetadata
{
    long? IRequestSizeLimitMetadata.MaxRequestBodySize => MaxBytes;
}
