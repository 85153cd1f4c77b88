using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace PartyReport.Gateway.Tests;

/// <summary>Sign-ins of one address become slower, however the address is spelt and whichever of its network is used.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-in/")]
    [InlineData("/Sign-In/")]
    public async Task More_sign_ins_than_may_wait_are_told_to_come_later(string path)
    {
        await using var door = await Door.Open();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var form = new StringContent("person=nobody", null, "application/x-www-form-urlencoded");
        await form.LoadIntoBufferAsync(enough.Token);

        var answers = Enumerable.Range(0, 700).Select(_ => door.Http.PostAsync(path, form, enough.Token)).ToList();
        var refused = 0;
        await foreach (var answer in Task.WhenEach(answers))
        {
            using var response = await answer;
            if (response.StatusCode != HttpStatusCode.TooManyRequests) continue;
            response.Headers.RetryAfter.ShouldNotBeNull();
            refused++;
            break;
        }
        await enough.CancelAsync();

        refused.ShouldBe(1, "All of 700 sign-ins were answered.");
    }

    [Fact]
    public async Task A_network_of_version_6_signs_in_as_one_address()
    {
        var limits = new RateLimiterOptions();
        Limits.Configure(limits, 0);
        await using var limiter = limits.GlobalLimiter!;
        bool Take(string address)
        {
            var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
            context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new LimitedByAddress()), null));
            using var lease = limiter.AttemptAcquire(context);
            return lease.IsAcquired;
        }

        var taken = Enumerable.Range(1, 100).Count(n => Take($"2001:db8::{n:x}"));

        taken.ShouldBeLessThan(50);
        Take("2001:db8:0:1::1").ShouldBeTrue();
    }
}
