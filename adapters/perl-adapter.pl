#!/usr/bin/env perl
# A LIF neuron in Perl (core modules only) behind the protocol of lifspec: one JSON object per line on stdin and stdout.
use v5.26;
use warnings;
use JSON::PP qw(decode_json encode_json);
use List::Util qw(max);
use POSIX qw(exp expm1 floor);

my $infinity = 9**9**9;
$| = 1;

sub refuse { die { kind => 'invalid-input', message => shift } }
sub finite {    # a number, or arrays of numbers; Perl alone would take null and "NaN" for numbers
    my ($value, $name) = @_;
    return [map { finite($_, $name) } @$value] if ref $value eq 'ARRAY';
    return 0 + $value if defined $value && $value =~ /^-?\d/ && abs $value < $infinity;
    refuse("$name must be finite");
}
sub exact { my ($value) = @_; ref $value ? '[' . join(',', map { exact($_) } @$value) . ']' : sprintf '%.17g', $value }
sub neuron {    # an equal form of the textbook's step that needs only + - * / while it runs
    my ($in) = @_;
    my ($dt, $tau_rc, $tau_ref, $amplitude, $start, $current) =
        map { finite($in->{$_}, $_) } qw(dtSeconds tauRcSeconds tauRefSeconds amplitude initialVoltage current);
    my $lowest = defined $in->{minVoltage} ? finite($in->{minVoltage}, 'minVoltage') : -$infinity;
    refuse('dtSeconds must be above 0 and at most 30 tauRcSeconds') unless $dt > 0 && $dt <= 30 * $tau_rc;
    refuse('tauRefSeconds must be 0 or more, amplitude above 0') unless $tau_ref >= 0 && $amplitude > 0;
    refuse('minVoltage must be at most 0, initialVoltage at most 1') if $lowest > 0 || grep { $_ > 1 } @$start;
    my ($decay, $charge, $whole) = (exp(-$dt / $tau_rc), -expm1(-$dt / $tau_rc), floor($tau_ref / $dt));
    my ($rest, $rest_later) = map { exp(($tau_ref - $_ * $dt) / $tau_rc) } $whole, $whole + 1;
    my ($v, $refractory, $fraction) = @{finite($in->{state} // [$start, [map { 0 } @$start], [map { $charge } @$start]], 'state')};
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
    . '"protocol":2,"capabilities":["neuron"],"precision":"float64"';
while (my $request = <STDIN>) {
    last if ($request = decode_json($request))->{command} eq 'stop';
    my $answer = eval { $request->{command} eq 'start' ? $about : '"output":' . neuron($request->{input}) };
    $answer //= ref $@ ? '"error":' . encode_json($@) : die $@;
    print qq({"id":$request->{id},$answer}\n);
}
