using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;

namespace PartyReport.Gateway.Tests;

/// <summary>Secrets that are none cost the directory a bounded number of questions.</summary>
public sealed class GuessTests
{
    private static readonly IPAddress Here = IPAddress.Parse("10.0.0.1"), There = IPAddress.Parse("10.0.0.2");

    [Fact]
    public void So_many_may_be_wrong_at_once_then_so_many_a_second()
    {
        var clock = new FakeTimeProvider();
        var guesses = new Guesses(clock);
        for (var n = 0; n < Guesses.AtOnce; n++) guesses.Take(Here).ShouldBeTrue();

        guesses.Take(Here).ShouldBeFalse();
        guesses.Take(There).ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(1));
        for (var n = 0; n < Guesses.PerSecond; n++) guesses.Take(Here).ShouldBeTrue();
        guesses.Take(Here).ShouldBeFalse();
        guesses.GiveBack(Here);
        guesses.Take(Here).ShouldBeTrue();
    }

    [Fact]
    public void A_network_of_version_6_is_one_address()
    {
        var guesses = new Guesses(new FakeTimeProvider());
        for (var n = 0; n < Guesses.AtOnce; n++) guesses.Take(IPAddress.Parse($"2001:db8::{n:x}")).ShouldBeTrue();

        guesses.Take(IPAddress.Parse("2001:db8::ffff:1")).ShouldBeFalse();
        guesses.Take(IPAddress.Parse("2001:db8:0:1::1")).ShouldBeTrue();
    }

    [Fact]
    public void Addresses_are_not_held_without_end()
    {
        var guesses = new Guesses(new FakeTimeProvider());
        for (var n = 0; n < 30_000; n++) guesses.Take(new IPAddress(n + 1));

        guesses.Addresses.ShouldBeLessThanOrEqualTo(10_000);
    }

    [Fact]
    public async Task A_flood_of_secrets_is_told_to_wait_and_those_who_are_in_go_on()
    {
        await using var door = await Door.Open();
        var session = (await door.SignIn()).Split(';')[0];
        (await Status(door, session)).ShouldBe(HttpStatusCode.OK);
        var before = door.Organisation.StateQuestions;

        var answers = new List<HttpStatusCode>();
        for (var n = 0; n < Guesses.AtOnce * 2 && !answers.Contains(HttpStatusCode.TooManyRequests); n++) answers.Add(await Status(door, Cookie()));
        var asked = door.Organisation.StateQuestions - before;

        answers.Distinct().ShouldBe([HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests]);
        asked.ShouldBeGreaterThanOrEqualTo(Guesses.AtOnce);
        (await Status(door, session)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_same_wrong_secret_is_asked_about_once()
    {
        await using var door = await Door.Open();
        var wrong = Cookie();

        for (var n = 0; n < 20; n++) (await Status(door, wrong)).ShouldBe(HttpStatusCode.Unauthorized);

        door.Organisation.StateQuestions.ShouldBe(1);
    }

    private static string Cookie() =>
        "__Host-partyreport=" + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static async Task<HttpStatusCode> Status(Door door, string cookie)
    {
        using var response = await door.Send(HttpMethod.Get, "/api/reports/1", cookie);
        return response.StatusCode;
    }
}
