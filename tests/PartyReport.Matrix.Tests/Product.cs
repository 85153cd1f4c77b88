namespace PartyReport.Matrix.Tests;

/// <summary>Rules are turned round for the whole process, so nothing else may run meanwhile.</summary>
[CollectionDefinition("product", DisableParallelization = true)]
public sealed class Product;
