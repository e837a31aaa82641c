#!/usr/bin/env perl
# A LIF neuron in Perl (core modules only) behind the protocol of lifspec: one JSON object per line on stdin and stdout.
use v5.26;
use warnings;
use JSON::PP qw(decode_json);
use List::Util qw(max);
use POSIX qw(exp expm1 floor);

$| = 1;

sub exact { my ($value) = @_; ref $value ? '[' . join(',', map { exact($_) } @$value) . ']' : sprintf '%.17g', $value }
sub neuron {    # an equal form of the textbook's step that needs only + - * / while it runs
    my ($in) = @_;
    my ($dt, $tau_rc, $tau_ref, $amplitude, $start, $current) =
        @$in{qw(dtSeconds tauRcSeconds tauRefSeconds amplitude initialVoltage current)};
    my $lowest = $in->{minVoltage} // -9**9**9;    # null: no floor
    my ($decay, $charge, $whole) = (exp(-$dt / $tau_rc), -expm1(-$dt / $tau_rc), floor($tau_ref / $dt));
    my ($rest, $rest_later) = map { exp(($tau_ref - $_ * $dt) / $tau_rc) } $whole, $whole + 1;
    my ($v, $refractory, $fraction) = @{$in->{state} // [$start, [map { 0 } @$start], [map { $charge } @$start]]};
    my ($voltage, $spikes) = ([], [map { [] } @$start]);
    for my $step (keys @$current) {
        for my $n (keys @$v) {
            my $j = $current->[$step][$n];
            my $active = $refractory->[$n] > 0 ? 0 : $fraction->[$n];
            $fraction->[$n] = $charge if $refractory->[$n] <= 0;
            $refractory->[$n] = max($refractory->[$n] - 1, 0);
            $v->[$n] += ($j - $v->[$n]) * $active;
            if ($v->[$n] <= 1) { $v->[$n] = max($v->[$n], $lowest); next }
            my $left = ($j - $v->[$n]) / ($j - 1);
            my $later = $whole < 1 || $left * $rest >= 1;
            $refractory->[$n] = $later ? $whole : $whole - 1;
            $fraction->[$n] = 1 - max($left * ($later ? $rest_later : $rest), $decay);
            $v->[$n] = 0;
            push @{$spikes->[$n]}, $step;
        }
        push @$voltage, [@$v];
    }
    return sprintf '{"spikes":%s,"spikeHeight":%s,"voltage":%s,"state":%s}',
        map { exact($_) } $spikes, $amplitude / $dt, $voltage, [$v, $refractory, $fraction];
}

my $about = '"implementation":{"name":"reference rule in Perl","version":"1.0.0","language":"Perl"},'
    . '"protocol":4,"capabilities":["neuron"],"precision":"float64"';
while (my $request = <STDIN>) {
    last if ($request = decode_json($request))->{command} eq 'stop';
    my $answer = $request->{command} eq 'start' ? $about : '"output":' . neuron($request->{input});
    print qq({"id":$request->{id},$answer}\n);
}
